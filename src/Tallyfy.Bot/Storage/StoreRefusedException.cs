namespace Tallyfy.Bot.Storage;

/// <summary>The store cannot be used as things are: its sentence, all an operator reads, says what to do.</summary>
internal sealed class StoreRefusedException(string sentence, StoreFault fault, Exception? inner = null)
    : Exception(sentence, inner)
{
    public StoreFault Fault => fault;
}

/// <summary>What is wrong with a store, as what the program ends with: sysexits.h has these.</summary>
internal enum StoreFault
{
    /// <summary>EX_UNAVAILABLE: who keeps it does not answer, or somebody else has it.</summary>
    Unavailable = 69,

    /// <summary>EX_IOERR: the disk.</summary>
    Disk = 74,

    /// <summary>EX_CONFIG: what the settings name is no store, or not for this user.</summary>
    Settings = 78,
}
