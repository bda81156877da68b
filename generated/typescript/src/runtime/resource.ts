import type { BaseClient } from './client.js';
import type { BaseClientOptions } from './configuration.js';

/** What every resource is built on. */
export abstract class APIResource {
  protected readonly _client: BaseClient<BaseClientOptions>;

  constructor(client: BaseClient<BaseClientOptions>) {
    this._client = client;
  }
}
