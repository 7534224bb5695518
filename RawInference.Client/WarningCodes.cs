namespace RawInference;

/// <summary>The closed list of <see cref="InferenceWarning.Code"/>.</summary>
public static class WarningCodes
{
    public const string UnknownField = "unknown_field";
    public const string UnknownParameter = "unknown_parameter";
    public const string ParameterDropped = "parameter_dropped";
    public const string ParameterClamped = "parameter_clamped";
    public const string PriceUnknown = "price_unknown";
    public const string FeatureUnavailable = "feature_unavailable";
    public const string CacheNotice = "cache_notice";
    public const string EmulatedProvider = "emulated_provider";
    public const string SchemaNotMet = "schema_not_met";
    public const string UsageInvalid = "usage_invalid";
    public const string AnswerNotKept = "answer_not_kept";
    public const string ProviderNotice = "provider_notice";
}
