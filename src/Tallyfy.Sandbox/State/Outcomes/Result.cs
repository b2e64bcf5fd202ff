namespace Tallyfy.Sandbox.State.Outcomes;

/// <summary>What a use case made, or why it made nothing.</summary>
internal readonly record struct Result<T>
    where T : class
{
    private Result(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    public T? Value { get; }

    public Refusal? Refusal { get; }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(null, refusal);

    public TOut Match<TOut>(Func<T, TOut> done, Func<Refusal, TOut> refused) =>
        Value is { } value ? done(value) : refused(Refusal ?? new Refusal.NotFound());
}
