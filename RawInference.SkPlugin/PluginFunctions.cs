using System.Text.Json.Nodes;
using Microsoft.SemanticKernel;
using RawInference.Contract;

namespace RawInference.SkPlugin;

/// <summary>The functions as models see them: names, descriptions and schemas, all in one place.</summary>
internal static class PluginFunctions
{
    private const string Failure = "On failure it is {\"error\": {code, message, retryable, retry_after_ms, problems}}: correct what "
        + "'problems' names, or wait retry_after_ms where 'retryable' is true.";

    private static readonly KernelParameterMetadata Provider = Optional(
        "provider",
        "Name of the provider, as the gateway's configuration names it. Leave it out when 'model' is an alias or is written as provider/model.",
        """{"type":"string"}""");

    private static readonly KernelParameterMetadata Model = Required(
        "model",
        "The provider's name of the model; or an alias, or provider/model.",
        """{"type":"string"}""");

    public static KernelPlugin Create(IInferenceClient client, string name)
    {
        var plugin = new RawInferencePlugin(client);
        return KernelPluginFactory.CreateFromFunctions(name, "Asks models of any configured provider.", [Infer(plugin), Chat(plugin)]);
    }

    private static KernelFunction Infer(RawInferencePlugin plugin) => KernelFunctionFactory.CreateFromMethod(
        (string? provider = null, string? model = null, object? inputs = null, object? parameters = null, string? task = null, object? full = null, CancellationToken cancellationToken = default) =>
            plugin.InferAsync(provider, model, inputs, parameters, task, full, cancellationToken),
        PluginJson.Default.Options,
        new KernelFunctionFromMethodOptions
        {
            FunctionName = "infer",
            Description = "Runs one inference of any kind: chat, questions about images and documents, embedding of text and media, "
                + "transcription, image generation, speech. For a plain prompt use 'chat'.",
            Parameters =
            [
                Provider,
                Model,
                Required(
                    "inputs",
                    "What to work on. Chat: prompts or messages, with media beside them. Embedding: text, texts, or one medium. Transcription: audio_url or "
                    + "audio_base64. Image: prompts, with images to change beside them. Speech: text.",
                    """
                    {"type":"object","properties":{
                      "prompts":{"type":"array","items":{"type":"string"},"description":"Each is answered, or drawn, on its own."},
                      "messages":{"type":"array","items":{"type":"object"},"description":"One conversation: {role, content} each."},
                      "text":{"type":"string"},
                      "texts":{"type":"array","items":{"type":"string"}},
                      "image_url":{"type":"string"},
                      "audio_url":{"type":"string"},
                      "video_url":{"type":"string"},
                      "file_url":{"type":"string","description":"A PDF or another document."},
                      "image_base64":{"type":"string"},
                      "audio_base64":{"type":"string"},
                      "file_base64":{"type":"string"}
                    }}
                    """),
                Optional(
                    "parameters",
                    "Settings of the model; leave out what has no reason to be set.",
                    """
                    {"type":"object","properties":{
                      "temperature":{"type":"number","description":"0 to 2."},
                      "max_tokens":{"type":"integer"},
                      "schema":{"type":"object","description":"JSON Schema that the answer must meet."},
                      "dimensions":{"type":"integer","description":"Length of the vectors."},
                      "language":{"type":"string","description":"Language of a recording, as ISO-639-1."},
                      "translate":{"type":"boolean","description":"True to have a recording's words in English."},
                      "size":{"type":"string","description":"Of an image, as the model takes it: 1024x1024."},
                      "n":{"type":"integer","description":"Answers or images per prompt."},
                      "voice":{"type":"string","description":"Who speaks, as the provider names it."},
                      "response_format":{"type":"string","description":"Of speech: mp3, wav."}
                    }}
                    """),
                Optional(
                    "task",
                    "Which operation is meant, where the model has several or the gateway asks for it. Default: what the model and the inputs mean.",
                    $$"""{"type":"string","enum":[{{string.Join(',', OperationContracts.All.Select(contract => $"\"{contract.Operation}\""))}}]}"""),
                Optional(
                    "full",
                    "True to have vectors, images, recordings and opaque provider state in the answer as well; they are long. Default: false.",
                    """{"type":"boolean"}"""),
            ],
            ReturnParameter = Text($"JSON: {{data, provider, model, tokens_used, cost_usd, cached, warnings}}; 'data' depends on the operation. {Failure}"),
        });

    private static KernelFunction Chat(RawInferencePlugin plugin) => KernelFunctionFactory.CreateFromMethod(
        (string? provider = null, string? model = null, string? prompt = null, string? system = null, object? temperature = null, object? max_tokens = null, CancellationToken cancellationToken = default) =>
            plugin.ChatAsync(provider, model, prompt, system, temperature, max_tokens, cancellationToken),
        PluginJson.Default.Options,
        new KernelFunctionFromMethodOptions
        {
            FunctionName = "chat",
            Description = "Asks a model one question and returns its text.",
            Parameters =
            [
                Provider,
                Model,
                Required("prompt", "What the model is asked, as it is to be sent.", """{"type":"string"}"""),
                Optional("system", "Instructions that stand above the prompt.", """{"type":"string"}"""),
                Optional("temperature", "0 to 2; higher is more random. Default: the model's own.", """{"type":"number","minimum":0,"maximum":2}"""),
                Optional("max_tokens", "The most tokens of the text. Default: the model's own.", """{"type":"integer","minimum":1}"""),
            ],
            ReturnParameter = Text($"The model's text; lines in [brackets] at its end say that it was cut, refused or asked with a change. {Failure}"),
        });

    private static KernelParameterMetadata Required(string name, string description, string schema) => Parameter(name, description, schema, required: true);

    private static KernelParameterMetadata Optional(string name, string description, string schema) => Parameter(name, description, schema, required: false);

    private static KernelParameterMetadata Parameter(string name, string description, string schema, bool required) => new(name, PluginJson.Default.Options)
    {
        Description = description,
        IsRequired = required,
        Schema = Schema(description, schema),
    };

    /// <summary>Connectors send the schema alone: what is not in it, a model never sees.</summary>
    private static KernelJsonSchema Schema(string description, string schema)
    {
        var node = JsonNode.Parse(schema)!.AsObject();
        node.Insert(0, "description", description);
        return KernelJsonSchema.Parse(node.ToJsonString());
    }

    private static KernelReturnParameterMetadata Text(string description) => new(PluginJson.Default.Options)
    {
        Description = description,
        ParameterType = typeof(string),
    };
}
