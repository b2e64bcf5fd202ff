namespace Tallyfy.Bot.Work;

/// <summary>Work that was given up.</summary>
internal sealed record DeadLetter
{
    public string Id { get; init; } = "";

    /// <summary>What it was: card, comment, installation, notice or hint.</summary>
    public string Kind { get; init; } = "";

    public string Organization { get; init; } = "";

    /// <summary>The task, member or news that it is about.</summary>
    public string About { get; init; } = "";

    /// <summary>Whose it is, in ids of Teams; empty where no person is known.</summary>
    public string Person { get; init; } = "";

    public long Attempts { get; init; }

    public string? LastError { get; init; }

    public long CreatedAt { get; init; }

    public override string ToString() =>
        $"{Id}  {Kind,-12}  {DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt):u}  {LastError ?? "no code",-24}  "
        + $"{Attempts} tries  {Organization}/{About}  {Person}".TrimEnd();
}
