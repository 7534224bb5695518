namespace RawInference.Soak.Scenarios;

/// <summary>Where in an outage a call began.</summary>
internal enum OutagePhase
{
    Before,
    During,
    After,
}
