namespace RawInference.Core.Identity;

/// <summary>For hosts without callers of their own: the process itself calls.</summary>
internal sealed class LocalCallerAccessor : ICallerAccessor
{
    public Caller Caller => Caller.Local;
}
