namespace RawInference.State.Local;

/// <summary>What was counted in one piece of time.</summary>
internal sealed class LimitSlot(long number)
{
    public long Number { get; } = number;

    public long Settled { get; set; }

    public long Reserved { get; set; }

    public long Total => Settled + Reserved;
}
