namespace Tallyfy.Bot.People;

/// <summary>By whom or what a link was ended; stored, and said in the trail, under these names.</summary>
internal enum LinkEnd
{
    /// <summary>They wrote "unlink".</summary>
    Person,

    /// <summary>Whoever runs the bot.</summary>
    Operator,

    /// <summary>The app was removed.</summary>
    Uninstalled,

    /// <summary>Tallyfy has no active member with that id any more.</summary>
    NoMember,

    /// <summary>The settings demand a stronger proof than it was made by.</summary>
    WeakerProof,
}
