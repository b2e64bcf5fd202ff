namespace Tallyfy.Client.Wire;

/// <summary>An OAuth answer; it has no envelope.</summary>
internal sealed record TokenAnswer
{
    public required string AccessToken { get; init; }

    /// <summary>Only where a person's password was sent; a newer one replaces it.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Seconds.</summary>
    public long? ExpiresIn { get; init; }
}
