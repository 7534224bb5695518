namespace RawInference.Emulator.Journal;

/// <summary>How far a request is. <see cref="Aborted"/> means that the client left before its answer was whole.</summary>
internal enum RequestState
{
    Open,
    Completed,
    Aborted,
}
