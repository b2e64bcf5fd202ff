namespace Tallyfy.Bot.People;

/// <summary>Whether a link counts; stored under these names.</summary>
internal enum AccountState
{
    Active,

    /// <summary>It was ended, and is kept for the record.</summary>
    Revoked,
}
