namespace Tallyfy.Bot.Protocol.Tests;
