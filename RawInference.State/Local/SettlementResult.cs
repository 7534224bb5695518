namespace RawInference.State.Local;

/// <summary>What became of a settlement.</summary>
internal enum SettlementResult
{
    Recorded,

    /// <summary>The call counted as lost: the record of its loss made way.</summary>
    LossReplaced,

    /// <summary>It was settled before: nothing changed.</summary>
    Repeated,
}
