namespace Tallyfy.Bot.Browser;

/// <summary>
/// A host's authentication may stand before ours, and asks every scheme whether a request is its own. What comes back
/// from a sign-in is answered by ours alone, which first puts the address right that Microsoft and Tallyfy compare.
/// </summary>
internal static class OwnCallback
{
    private static readonly object Mark = new();

    extension(HttpContext http)
    {
        /// <summary>It came by our own way.</summary>
        public bool IsOwnCallback => http.Items.ContainsKey(Mark);

        public void TakeOwnCallback() => http.Items[Mark] = Mark;
    }
}
