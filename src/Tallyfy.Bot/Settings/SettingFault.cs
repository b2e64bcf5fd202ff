namespace Tallyfy.Bot.Settings;

/// <summary>One thing that is wrong with a setting.</summary>
internal sealed record SettingFault(string Key, string What)
{
    public override string ToString() => $"{Key} {What}";
}
