namespace RawInference.Connectors.Wire;

/// <summary>What callers hear of token counts that cannot be billed.</summary>
internal static class UsageWarnings
{
    public static InferenceWarning Contradiction { get; } =
        new(WarningCodes.UsageInvalid, null, "The provider's token counts contradict themselves and were left out.");
}
