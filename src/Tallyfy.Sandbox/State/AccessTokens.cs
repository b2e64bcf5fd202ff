namespace Tallyfy.Sandbox.State;

/// <summary>A bearer token: of a member, or of the application when it has none.</summary>
internal sealed record AccessToken(string Value, int? MemberId, DateTimeOffset ExpiresAt);

/// <summary>Every token that was given out. Those of a person end when they log out of the web application.</summary>
internal sealed class AccessTokens
{
    public static readonly TimeSpan PersonalLifetime = TimeSpan.FromDays(182);

    private readonly Dictionary<string, AccessToken> byValue = [];

    public void Add(AccessToken token) => byValue[token.Value] = token;

    public AccessToken Issue(int? memberId, DateTimeOffset now, TimeSpan lifetime)
    {
        var token = new AccessToken($"sandbox.{SandboxState.NewId()}{SandboxState.NewId()}", memberId, now + lifetime);
        Add(token);
        return token;
    }

    public AccessToken? FindLive(string value, DateTimeOffset now) =>
        byValue.GetValueOrDefault(value) is { } token && token.ExpiresAt > now ? token : null;

    public bool Revoke(string value) => byValue.Remove(value);

    /// <summary>How many tokens of this person ended.</summary>
    public int RevokeAll(int memberId)
    {
        var ended = byValue.Values.Where(token => token.MemberId == memberId).ToList();
        ended.ForEach(token => byValue.Remove(token.Value));
        return ended.Count;
    }
}
