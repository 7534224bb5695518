namespace RawInference.Core.Identity;

/// <summary>Tells a scope's pipeline who calls.</summary>
public interface ICallerAccessor
{
    Caller Caller { get; }
}
