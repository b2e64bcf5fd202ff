namespace Tallyfy.Sandbox.State.Members;

internal sealed record Organization(string Id, string Name, string Slug, DateTimeOffset CreatedAt);

/// <summary>The one application that may ask for application tokens.</summary>
internal sealed record ApplicationClient(string Id, string Secret);
