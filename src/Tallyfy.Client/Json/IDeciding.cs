namespace Tallyfy.Client.Json;

/// <summary>
/// A converter of what something is decided by: where that cannot be read, what it came with cannot be read either.
/// </summary>
internal interface IDeciding;
