namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>Somebody in Teams, with the same name and address in the sandbox.</summary>
internal sealed record Person(string Name, string Address, string ObjectId, string Email, long Member)
{
    public const string Tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    public static readonly Person Alex =
        new("Alex Wilber", "29:alex", "00000000-0000-0000-0000-000000000020", "alexw@example.com", 1002);

    public static readonly Person Megan =
        new("Megan Bowen", "29:megan", "00000000-0000-0000-0000-000000000021", "meganb@example.com", 1003);

    public static readonly Person Adele =
        new("Adele Vance", "29:adele", "00000000-0000-0000-0000-000000000022", "adelev@example.com", 1004);

    /// <summary>For whom nothing waits in the seed: what she is sent, a story sends.</summary>
    public static readonly Person Lynne =
        new("Lynne Robbins", "29:lynne", "00000000-0000-0000-0000-000000000025", "lynner@example.com", 1007);

    public static readonly Person Isaiah =
        new("Isaiah Langer", "29:isaiah", "00000000-0000-0000-0000-000000000023", "isaiahl@example.com", 1005);

    public static readonly Person Patti =
        new("Patti Fernandez", "29:patti", "00000000-0000-0000-0000-000000000024", "pattif@example.com", 1006);

    /// <summary>The light member of the seed.</summary>
    public static readonly Person Diego =
        new("Diego Siciliani", "29:diego", "00000000-0000-0000-0000-000000000026", "diegos@example.com", 1008);

    /// <summary>The guest of the seed.</summary>
    public static readonly Person Lidia =
        new("Lidia Holloway", "29:lidia", "00000000-0000-0000-0000-000000000027", "lidiah@example.net", 1009);

    public static readonly IReadOnlyList<Person> All = [Alex, Megan, Adele, Isaiah, Patti, Lynne, Diego, Lidia];

    public string Chat => $"a:chat-{ObjectId}";
}
