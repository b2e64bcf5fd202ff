namespace Tallyfy.Client.Json;

/// <summary>A row that is read without what of it cannot be read, as far as nothing is decided by that.</summary>
internal interface IPartlyRead
{
    /// <summary>Names of what could not be read.</summary>
    IReadOnlyList<string> Unread { set; }
}
