using RawInference.Emulator.Refusals;

namespace RawInference.Emulator.OpenAI.Refusals;

/// <summary>The conditions of <c>Refusals.json</c> that need code, by name.</summary>
internal static class OpenAIChecks
{
    public static readonly IReadOnlyDictionary<string, RefusalCheck> All = new Dictionary<string, RefusalCheck>
    {
        ["not_bearer"] = RequestChecks.NotBearer,
        ["invalid_key"] = RequestChecks.InvalidKey,
        ["unknown_parameter"] = RequestChecks.UnknownParameter,
        ["wrong_type"] = RequestChecks.WrongType,
        ["stop_is_list"] = RequestChecks.StopIsList,
        ["not_verbose"] = RequestChecks.NotVerbose,
        ["output_limit"] = LengthChecks.OutputLimit,
        ["context_of_messages"] = LengthChecks.ContextOfMessages,
        ["context_with_completion"] = LengthChecks.ContextWithCompletion,
        ["context_of_input"] = LengthChecks.ContextOfInput,
        ["embedding_batch"] = LengthChecks.EmbeddingBatch,
        ["embedding_length"] = LengthChecks.EmbeddingLength,
        ["embedding_total"] = LengthChecks.EmbeddingTotal,
        ["format_additional"] = SchemaChecks.FormatAdditional,
        ["format_required"] = SchemaChecks.FormatRequired,
        ["tool_additional"] = SchemaChecks.ToolAdditional,
        ["tool_required"] = SchemaChecks.ToolRequired,
        ["tool_without_function"] = SchemaChecks.ToolWithoutFunction,
        ["tool_without_name"] = SchemaChecks.ToolWithoutName,
        ["tool_name_invalid"] = SchemaChecks.ToolNameInvalid,
        ["tool_choice_unknown"] = SchemaChecks.ToolChoiceUnknown,
        ["no_json_word"] = ConversationChecks.NoJsonWord,
        ["no_audio"] = ConversationChecks.NoAudio,
        ["no_content"] = ConversationChecks.NoContent,
        ["tool_call_unanswered"] = ConversationChecks.ToolCallUnanswered,
        ["tool_message_orphan"] = ConversationChecks.ToolMessageOrphan,
        ["function_call_unanswered"] = ItemChecks.FunctionCallUnanswered,
        ["function_output_orphan"] = ItemChecks.FunctionOutputOrphan,
        ["item_not_stored"] = ItemChecks.ItemNotStored,
        ["encrypted_content_forged"] = ItemChecks.EncryptedContentForged,
        ["image_size_off_grid"] = ImageChecks.SizeOffGrid,
        ["image_unreadable"] = ImageChecks.Unreadable,
        ["image_not_png"] = ImageChecks.NotPng,
        ["image_not_square"] = ImageChecks.NotSquare,
        ["mask_not_png"] = ImageChecks.MaskNotPng,
        ["mask_of_other_size"] = ImageChecks.MaskOfOtherSize,
        ["voice_unknown"] = AudioChecks.UnknownVoice,
        ["audio_format"] = AudioChecks.UnknownFormat,
        ["audio_corrupt"] = AudioChecks.Corrupt,
        ["audio_short"] = AudioChecks.TooShort,
    };
}
