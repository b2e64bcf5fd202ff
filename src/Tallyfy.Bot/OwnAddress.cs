namespace Tallyfy.Bot;

/// <summary>Marks an endpoint that the bot answers, in whatever host.</summary>
internal sealed class OwnAddress;
