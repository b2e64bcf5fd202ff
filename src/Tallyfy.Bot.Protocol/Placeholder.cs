namespace Tallyfy.Bot.Protocol;
