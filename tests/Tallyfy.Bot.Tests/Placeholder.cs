namespace Tallyfy.Bot.Tests;
