using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using RawInference.Core.Chat;
using RawInference.Media;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>What every transcription connector does, ours and others.</summary>
public abstract class TranscriptionConnectorContract(ContractServer server) : IClassFixture<ContractServer>
{
    protected Uri Server => server.Address;

    protected abstract IAudioToTextService CreateService();

    /// <summary>Settings with the language and a file name <c>audio.wav</c>, where the service needs to be told it.</summary>
    protected abstract PromptExecutionSettings CreateSettings(string language);

    [Fact]
    public async Task Recording_HasItsWords()
    {
        var recording = new MediaContent { Kind = MediaKind.Audio, Bytes = Silence(), MediaType = "audio/wav" };
        var texts = await CreateService().GetTextContentsAsync(
            (AudioContent)ChatHistoryMappingMedia.ToContent(recording), CreateSettings("en"));

        Assert.NotEmpty(Assert.Single(texts).Text!);
        Check(texts[0]);
    }

    /// <summary>What a connector gives besides the text.</summary>
    protected abstract void Check(TextContent text);

    /// <summary>A tenth of a second at 8 kHz, 16 bit, mono.</summary>
    private static byte[] Silence()
    {
        var wave = new byte[44 + 1_600];
        "RIFF"u8.CopyTo(wave);
        BitConverter.TryWriteBytes(wave.AsSpan(4), wave.Length - 8);
        "WAVEfmt "u8.CopyTo(wave.AsSpan(8));
        BitConverter.TryWriteBytes(wave.AsSpan(16), 16);
        BitConverter.TryWriteBytes(wave.AsSpan(20), (short)1);
        BitConverter.TryWriteBytes(wave.AsSpan(22), (short)1);
        BitConverter.TryWriteBytes(wave.AsSpan(24), 8_000);
        BitConverter.TryWriteBytes(wave.AsSpan(28), 16_000);
        BitConverter.TryWriteBytes(wave.AsSpan(32), (short)2);
        BitConverter.TryWriteBytes(wave.AsSpan(34), (short)16);
        "data"u8.CopyTo(wave.AsSpan(36));
        BitConverter.TryWriteBytes(wave.AsSpan(40), 1_600);
        return wave;
    }
}
