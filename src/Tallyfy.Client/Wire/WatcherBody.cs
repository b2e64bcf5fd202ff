namespace Tallyfy.Client.Wire;

/// <summary>What a webhook of a whole organization is asked for with.</summary>
internal sealed record WatcherBody
{
    public string ObjectType { get; } = "organization";

    public required string ObjectId { get; init; }

    public string NotificationType { get; } = "webhook";

    /// <summary>Tallyfy's word for "at once".</summary>
    public string Frequency { get; } = "electric";

    public required string Webhook { get; init; }
}
