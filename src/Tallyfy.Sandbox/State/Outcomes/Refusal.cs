namespace Tallyfy.Sandbox.State.Outcomes;

/// <summary>Why something was not done; each kind has one body in docs/tallyfy-facts.md 1.6.</summary>
internal abstract record Refusal
{
    private Refusal()
    {
    }

    internal sealed record Malformed(string Message) : Refusal;

    internal sealed record TooLarge : Refusal;

    internal sealed record Unauthenticated : Refusal;

    internal sealed record Forbidden(string Message) : Refusal;

    internal sealed record EndpointNotFound : Refusal;

    internal sealed record NotFound : Refusal;

    internal sealed record InvalidFields(IReadOnlyDictionary<string, string[]> Errors) : Refusal;

    internal sealed record Rule(int Status, string Message) : Refusal;

    /// <summary>No seat left in the pool "full" or "light".</summary>
    internal sealed record NoSeat(string Pool) : Refusal;

    public static Refusal Field(string name, string message) =>
        new InvalidFields(new Dictionary<string, string[]> { [name] = [message] });

    /// <summary>The refusal a setting such as "error-422" asks for.</summary>
    public static Refusal FromSetting(string setting, string message) => setting switch
    {
        "error-404" => new NotFound(),
        "error-403" => new Forbidden(message),
        "error-409" => new Rule(StatusCodes.Status409Conflict, message),
        _ => new Rule(StatusCodes.Status422UnprocessableEntity, message),
    };
}
