namespace Tallyfy.Client.Http;

/// <summary>What the handlers beneath need to know of a request.</summary>
internal static class RequestMarks
{
    private static readonly HttpRequestOptionsKey<bool> Transfer = new("Tallyfy.Transfer");

    extension(HttpRequestMessage request)
    {
        public bool IsTransfer => request.Options.TryGetValue(Transfer, out var marked) && marked;

        public bool IsDownload => request.IsTransfer && request.Method == HttpMethod.Get;

        public void MarkAsTransfer() => request.Options.Set(Transfer, true);
    }
}
