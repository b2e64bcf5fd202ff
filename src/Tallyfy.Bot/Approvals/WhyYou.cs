namespace Tallyfy.Bot.Approvals;

/// <summary>Why somebody may decide an approval.</summary>
internal abstract record WhyYou
{
    private WhyYou()
    {
    }

    /// <summary>It is assigned to them.</summary>
    public sealed record ByName : WhyYou;

    /// <summary>It is assigned to groups that they are in; none where Tallyfy does not say to which.</summary>
    public sealed record ByGroups(IReadOnlyList<string> Names) : WhyYou;

    public sealed record AsAdministrator : WhyYou;

    public sealed record NotKnown : WhyYou;
}
