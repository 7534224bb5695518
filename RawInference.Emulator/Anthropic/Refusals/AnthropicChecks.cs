using RawInference.Emulator.Refusals;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>The conditions of <c>Refusals.json</c> that need code, by name.</summary>
internal static class AnthropicChecks
{
    public static readonly IReadOnlyDictionary<string, RefusalCheck> All = new Dictionary<string, RefusalCheck>
    {
        ["no_key"] = RequestChecks.NoKey,
        ["version_of_2026"] = VersionChecks.IsOf2026,
        ["assistant_document"] = VersionChecks.AssistantDocument,
        ["user_citations"] = VersionChecks.UserCitations,
        ["field_missing"] = ShapeChecks.FieldMissing,
        ["field_unknown"] = ShapeChecks.FieldUnknown,
        ["wrong_type"] = ShapeChecks.WrongType,
        ["block_unknown"] = ShapeChecks.BlockUnknown,
        ["tool_use_unanswered"] = ConversationChecks.ToolUseUnanswered,
        ["tool_result_orphan"] = ConversationChecks.ToolResultOrphan,
        ["tool_use_twice"] = ConversationChecks.ToolUseTwice,
        ["message_empty"] = ConversationChecks.MessageEmpty,
        ["text_empty"] = ConversationChecks.TextEmpty,
        ["text_blank"] = ConversationChecks.TextBlank,
        ["prefill"] = ConversationChecks.Prefill,
        ["prefill_ends_blank"] = ConversationChecks.PrefillEndsBlank,
        ["stop_blank"] = RequestChecks.StopBlank,
        ["cache_too_many"] = CacheChecks.TooMany,
        ["cache_on_empty"] = CacheChecks.OnEmptyText,
        ["cache_lifetime"] = CacheChecks.UnknownLifetime,
        ["cache_order"] = CacheChecks.LongAfterShort,
        ["thinking"] = ThinkingChecks.IsOn,
        ["budget_above_max_tokens"] = ThinkingChecks.BudgetAboveMaxTokens,
        ["signature_forged"] = ThinkingChecks.SignatureForged,
        ["data_forged"] = ThinkingChecks.DataForged,
        ["thinking_dropped"] = ThinkingChecks.ThinkingDropped,
        ["tool_forced"] = ToolChecks.IsForced,
        ["tool_name_invalid"] = ToolChecks.NameInvalid,
        ["tool_name_twice"] = ToolChecks.NameTwice,
        ["tool_choice_unknown"] = ToolChecks.ChoiceUnknown,
        ["input_schema_type"] = ToolChecks.SchemaWithoutType,
        ["base64_invalid"] = MediaChecks.Base64Invalid,
        ["image_mismatch"] = MediaChecks.ImageMismatch,
        ["image_unreadable"] = MediaChecks.ImageUnreadable,
        ["document_unreadable"] = MediaChecks.DocumentUnreadable,
        ["media_unavailable"] = MediaChecks.Unavailable,
        ["schema_open"] = SchemaChecks.Open,
        ["schema_unsupported"] = SchemaChecks.Unsupported,
        ["citations"] = SchemaChecks.CitationsAsked,
        ["output_limit"] = LengthChecks.OutputLimit,
        ["prompt_too_long"] = LengthChecks.PromptTooLong,
        ["context"] = LengthChecks.Context,
    };
}
