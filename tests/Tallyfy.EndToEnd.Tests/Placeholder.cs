namespace Tallyfy.EndToEnd.Tests;
