using RawInference.Emulator.Refusals;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>The conditions of the tables of refusals that need code, by name; the Gemini API and Vertex AI share them.</summary>
internal static class GoogleChecks
{
    public static readonly IReadOnlyDictionary<string, RefusalCheck> All = new Dictionary<string, RefusalCheck>
    {
        ["unknown_field"] = FieldChecks.Unknown,
        ["invalid_value"] = FieldChecks.InvalidValue,
        ["not_repeated"] = FieldChecks.NotRepeated,
        ["model_unsupported"] = ModelChecks.Unsupported,
        ["output_limit"] = ModelChecks.OutputLimit,
        ["prompt_limit"] = ModelChecks.PromptLimit,
        ["contents_missing"] = ContentChecks.ContentsMissing,
        ["role_missing"] = ContentChecks.RoleMissing,
        ["parts_empty"] = ContentChecks.PartsEmpty,
        ["part_empty"] = ContentChecks.PartEmpty,
        ["call_turn_order"] = FunctionTurnChecks.CallOrder,
        ["response_turn_order"] = FunctionTurnChecks.ResponseOrder,
        ["response_count"] = FunctionTurnChecks.ResponseCount,
        ["response_name_missing"] = FunctionTurnChecks.ResponseNameMissing,
        ["signature_missing"] = SignatureChecks.Missing,
        ["signature_corrupt"] = SignatureChecks.Corrupt,
        ["function_name_invalid"] = FunctionChecks.NameInvalid,
        ["function_duplicate"] = FunctionChecks.Duplicate,
        ["functions_present"] = FunctionChecks.Present,
        ["functions_missing"] = FunctionChecks.Missing,
        ["allowed_names_alone"] = FunctionChecks.AllowedNamesAlone,
        ["schema_items_missing"] = SchemaChecks.ItemsMissing,
        ["schema_required_undefined"] = SchemaChecks.RequiredUndefined,
        ["schema_without_json"] = SchemaChecks.WithoutJson,
        ["thinking_budget"] = ThinkingChecks.Budget,
        ["thinking_level"] = ThinkingChecks.Level,
        ["modalities_unsupported"] = OutputChecks.Modalities,
        ["voice_unknown"] = OutputChecks.VoiceUnknown,
        ["speaker_count"] = OutputChecks.SpeakerCount,
        ["mime_type_unsupported"] = MediaChecks.MimeTypeUnsupported,
        ["image_unreadable"] = MediaChecks.ImageUnreadable,
        ["file_not_stored"] = MediaChecks.FileNotStored,
        ["media_present"] = MediaChecks.Present,
        ["embedding_media_limit"] = MediaChecks.EmbeddingLimit,
        ["embed_content_missing"] = EmbedChecks.ContentMissing,
        ["batch_content_missing"] = EmbedChecks.BatchContentMissing,
        ["batch_model"] = EmbedChecks.BatchModel,
        ["dimensions_range"] = EmbedChecks.DimensionsRange,
        ["instance_empty"] = EmbedChecks.InstanceEmpty,
        ["instance_image_unreadable"] = EmbedChecks.InstanceImageUnreadable,
        ["text_content_missing"] = EmbedChecks.TextContentMissing,
        ["text_too_long"] = EmbedChecks.TextTooLong,
    };
}
