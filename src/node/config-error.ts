/** What is wrong with a folder, a file or a port, in a sentence that says where and what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
