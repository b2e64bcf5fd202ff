using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Listening;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.RequestLimits;
using Tallyfy.Bot.Settings;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Teams;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot;

/// <summary>Every section of the configuration that is the bot's; docs/settings.md is made from this list.</summary>
internal static class OwnSettings
{
    /// <summary>The root's first, then by name.</summary>
    public static IReadOnlyList<OwnSection> Sections { get; } =
    [
        TeamsRegistration.Settings,
        OwnSection.Of<AccountOptions>(AccountOptions.Section),
        OwnSection.Of<ApprovalOptions>(ApprovalOptions.Section),
        OwnSection.Of<RequestLimitOptions>(RequestLimitOptions.Section),
        OwnSection.Of<DeliveryOptions>(DeliveryOptions.Section),
        OwnSection.Of<EmulatorOptions>(EmulatorOptions.Section),
        OwnSection.Of<InstallingOptions>(InstallingOptions.Section),
        OwnSection.Of<IntakeOptions>(IntakeOptions.Section),
        OwnSection.Of<LogLimitOptions>(LogLimitOptions.Section),
        OwnSection.Of<ManagementOptions>(ManagementOptions.Section),
        OwnSection.Of<OperatorOptions>(OperatorOptions.Section),
        OwnSection.Of<SignInOptions>(SignInOptions.Section),
        OwnSection.Of<StorageOptions>(StorageOptions.Section) with
        {
            Elsewhere = new Dictionary<string, string>
            {
                [$"{StorageOptions.Section}:{nameof(StorageOptions.ConnectionString)}"] =
                    $"ConnectionStrings:{StorageOptions.ConnectionName}",
            },
        },
        OwnSection.Of<TallyfyOptions>(TallyfyOptions.Section),
        OwnSection.Of<TrailOptions>(TrailOptions.Section),
    ];
}
