using System.Text.Json;
using RawInference.Contract;
using RawInference.Media;

namespace RawInference.Images;

/// <summary>Image generation in the REST contract.</summary>
internal sealed class ImageContract : IOperationContract
{
    public string Operation => Operations.Image;

    public IReadOnlyCollection<string> InputKeys { get; } = ["prompts", .. MediaContract.KeysOf(MediaKind.Image)];

    public IEnumerable<string> ParameterNames => ImageParameters.Table.Names;

    /// <summary>Prompts alone mean a chat.</summary>
    public bool IsImpliedBy(IReadOnlyCollection<string> inputKeys) => false;

    public void ReadParameters(JsonElement parameters, ContractReading reading) =>
        ImageParameters.Table.Read(ImageParameters.Default, parameters, reading);

    public InferenceRequest Read(ContractRequest request, ContractReading reading)
    {
        var value = new ContractValue(request.Inputs, "inputs", reading);
        var inputs = ContractInputs.Read(value, request.Attachments);
        inputs.AllowOnly(value, Operation, InputKeys);
        if (!inputs.Keys.Contains("prompts"))
        {
            reading.Refuse("inputs", "needs 'prompts', a list of strings: each is drawn on its own.");
        }

        return new ImageRequest
        {
            Model = request.Model,
            Call = request.Call,
            ProviderOptions = request.ProviderOptions,
            Prompts = inputs.Prompts ?? [],
            Images = inputs.Media,
            Parameters = ImageParameters.Table.Read(ImageParameters.Default, request.Parameters, reading),
        };
    }

    public bool Owns(InferenceUpdate update) => update is ImageResponse;

    public void WriteData(Utf8JsonWriter writer, InferenceResponse response)
    {
        var images = ((ImageResponse)response).Images;
        var several = images.Any(image => image.Index > 0);
        writer.WriteStartObject();
        writer.WriteStartArray("images");
        foreach (var image in images)
        {
            Write(writer, image, several);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public void WriteDelta(Utf8JsonWriter writer, InferenceUpdate delta) =>
        throw new InvalidOperationException("An image has no deltas.");

    private static void Write(Utf8JsonWriter writer, GeneratedImage image, bool several)
    {
        writer.WriteStartObject();
        if (image.Bytes is { } bytes)
        {
            Base64Contract.Write(writer, "b64", bytes.Span);
        }
        else
        {
            writer.WriteString("url", image.Url);
        }

        writer.WriteString("media_type", image.MediaType);
        if (image.RevisedPrompt is { } revised)
        {
            writer.WriteString("revised_prompt", revised);
        }

        if (several)
        {
            writer.WriteNumber("index", image.Index);
        }

        writer.WriteEndObject();
    }
}
