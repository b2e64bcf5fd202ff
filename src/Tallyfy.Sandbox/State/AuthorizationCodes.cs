namespace Tallyfy.Sandbox.State;

/// <summary>
/// The codes that people who signed in take back to the application. A code is good once, and only for its address.
/// </summary>
internal sealed class AuthorizationCodes
{
    private readonly Dictionary<string, Code> byValue = [];

    public string Issue(int memberId, Uri redirect, DateTimeOffset now, TimeSpan lifetime)
    {
        var value = $"{SandboxState.NewId()}{SandboxState.NewId()}";
        byValue[value] = new Code(memberId, redirect.OriginalString, now + lifetime);
        return value;
    }

    /// <summary>Whose it was; it is used up, whatever it was presented with.</summary>
    public int? Redeem(string value, string redirect, DateTimeOffset now) =>
        byValue.Remove(value, out var code) && code.Redirect == redirect && code.ExpiresAt > now ? code.MemberId : null;

    private sealed record Code(int MemberId, string Redirect, DateTimeOffset ExpiresAt);
}
