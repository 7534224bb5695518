namespace RawInference.State;

/// <summary>Whether state is kept as promised. Liveness must not depend on it.</summary>
public interface IStateHealth
{
    /// <summary>What does not work as it should, for operators; null when all is well. Serving goes on.</summary>
    string? Degraded { get; }
}
