namespace Tallyfy.Client;
