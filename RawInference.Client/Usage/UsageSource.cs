namespace RawInference.Usage;

/// <summary>Where token counts come from; never mixed within one answer.</summary>
public enum UsageSource
{
    Reported,
    Estimated,
}
