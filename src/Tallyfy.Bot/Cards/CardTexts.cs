using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// Every sentence of CardTexts.resx by name, in one person's language; a test holds the two together.
/// </summary>
internal sealed class CardTexts(CultureInfo culture)
{
    private static readonly ResourceManager Sentences = new("Tallyfy.Bot.Cards.CardTexts", typeof(CardTexts).Assembly);

    public string Approve => Get();
    public string Reject => Get();
    public string OpenInTallyfy => Get();
    public string ReasonLabel => Get();
    public string ReasonPlaceholder => Get();
    public string RequestedBy => Get();
    public string Due => Get();
    public string AssignedTo => Get();
    public string When => Get();
    public string Reason => Get();
    public string DueAt(string when) => Format([when]);
    public string OverdueSince(string when) => Format([when]);
    public string NoDeadline => Get();
    public string RequesterUnknown => Get();
    public string Nobody => Get();
    public string Untitled => Get();
    public string NoProcess => Get();
    public string UnnamedOrganization => Get();
    public string NoAnswer => Get();
    public string NoLabel => Get();
    public string AndMore(string names, int count) => Format([names, count]);
    public string MoreInTallyfy(int count) => Format([count]);
    public string Picture => Get();
    public string PictureOf(string what) => Format([what]);
    public string EveryoneMustDecide => Get();
    public string DetailsElsewhere => Get();
    public string DescriptionContinues => Get();
    public string ApprovalWaits => Get();
    public string NothingRecorded => Get();
    public string ReasonMissing => Get();
    public string ReasonTooLong(int limit) => Format([limit]);
    public string ReasonTooLongMeans => Get();
    public string ChangedSinceShown(string parts) => Format([parts]);
    public string ChangedSomehow => Get();
    public string ChangedMeans => Get();
    public string ChangedTitle => Get();
    public string ChangedDescription => Get();
    public string ChangedFormFields => Get();
    public string ChangedAssignedPeople => Get();
    public string ChangedDeadline => Get();
    public string TallyfyRefused => Get();
    public string TallyfySilent => Get();
    public string TryAgain => Get();
    public string CouldNotConfirm => Get();
    public string CouldNotConfirmMeans => Get();
    public string Approved => Get();
    public string Rejected => Get();
    public string SomebodyUnnamed => Get();
    public string ApprovedBy(string who) => Format([who]);
    public string RejectedBy(string who) => Format([who]);
    public string ApprovedElsewhereBy(string who) => Format([who]);
    public string RejectedElsewhereBy(string who) => Format([who]);
    public string CompletedElsewhereBy(string who) => Format([who]);
    public string ApprovedElsewhere => Get();
    public string RejectedElsewhere => Get();
    public string CompletedElsewhere => Get();
    public string DecidedElsewhereMeans => Get();
    public string Gone => Get();
    public string GoneMeans => Get();
    public string OnHold => Get();
    public string OnHoldMeans => Get();
    public string NotYours => Get();
    public string NotYoursMeans => Get();
    public string ApprovedByYouAt(string time) => Format([time]);
    public string RejectedByYouAt(string time) => Format([time]);
    public string ApprovedByAt(string who, string time) => Format([who, time]);
    public string RejectedByAt(string who, string time) => Format([who, time]);
    public string SettlesItself => Get();
    public string PendingHeading(int count) => Format([count]);
    public string NothingPending => Get();
    public string NothingPendingMeans => Get();
    public string Greeting => Get();
    public string HelpHeading => Get();
    public string WhatTheBotDoes => Get();
    public string Commands => Get();
    public string WaitingNow(int count) => Format([count]);
    public string NothingWaitingNow => Get();
    public string LinkProblemHeading => Get();
    public string GuestHeading => Get();
    public string TallyfySilentHeading => Get();
    public string TeamsSilentHeading => Get();
    public string NoMember(string organization, string address) => Format([organization, address]);
    public string Ambiguous(string organization, string address) => Format([organization, address]);
    public string Inactive(string organization, string address) => Format([organization, address]);
    public string NoAddress(string organization) => Format([organization]);
    public string Guest(string organization) => Format([organization]);
    public string LinkTallyfySilent(string organization) => Format([organization]);
    public string LinkTeamsSilent(string organization) => Format([organization]);
    public string NotOurCard => Get();
    public string CardTooOld => Get();
    public string TooManyRequests => Get();
    public string AnsweredInPersonalChat => Get();
    public string SomethingWentWrong => Get();
    public string PendingCommand => Get();
    public string HelpCommand => Get();
    public string NotServed => Get();
    public string OpenPersonalChat => Get();
    public string InstalledInSharedConversation => Get();
    public string NotYoursSentence => Get();

    private string Get([CallerMemberName] string key = "") =>
        Sentences.GetString(key, culture) ?? throw new MissingManifestResourceException($"CardTexts.resx has no {key}");

    private string Format(object[] arguments, [CallerMemberName] string key = "") =>
        string.Format(culture, Get(key), arguments);
}
