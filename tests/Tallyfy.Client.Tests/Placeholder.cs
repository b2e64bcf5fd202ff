namespace Tallyfy.Client.Tests;
