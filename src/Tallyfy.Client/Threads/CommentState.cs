using System.Diagnostics;

namespace Tallyfy.Client.Threads;

/// <summary>Who sees a comment at once; always said, because Tallyfy's own default is told in two ways.</summary>
public enum CommentState
{
    /// <summary>Members only.</summary>
    HideForGuests,

    /// <summary>Members and guests.</summary>
    Open,

    /// <summary>Members and guests, folded.</summary>
    Collapsed,
}

/// <summary>Tallyfy's words for it.</summary>
internal static class CommentStateWords
{
    public static string InWords(this CommentState state) => state switch
    {
        CommentState.HideForGuests => "hide-for-guests",
        CommentState.Open => "open",
        CommentState.Collapsed => "collapsed",
        _ => throw new UnreachableException(),
    };
}
