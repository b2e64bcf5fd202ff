namespace Tallyfy.Sandbox.Tests;
