using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RawInference.Chat;
using RawInference.Contract;
using RawInference.Core.Pipeline.Answers;
using RawInference.Embeddings;
using RawInference.Images;
using RawInference.Testing;
using RawInference.Transcription;

namespace RawInference.Core.Tests.Pipeline.Answers;

public sealed class AnswerCodecTests
{
    public static TheoryData<string, bool> Kinds =>
        [.. from type in typeof(InferenceUpdate).Assembly.GetTypes()
            where !type.IsAbstract && type.IsAssignableTo(typeof(InferenceUpdate))
            from bare in new[] { false, true }
            select (type.FullName!, bare)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKindOfItem_ComesBackAsItWas(string kind, bool bare)
    {
        var item = (InferenceUpdate)new Filler(bare).Create(typeof(InferenceUpdate).Assembly.GetType(kind)!);
        InferenceUpdate[] updates = item is InferenceResponse ? [item] : [item, Response()];

        var read = AnswerCodec.Read(AnswerCodec.Write(updates))!;

        Assert.Null(read.Error);
        Assert.Equal(updates.Select(Shape.Of), read.Updates.Select(Shape.Of));
        Assert.Equal(updates.Select(Written), read.Updates.Select(Written));
    }

    [Fact]
    public void Error_ComesBackWithAllThatItTells()
    {
        var error = new Filler().Create<StoredError>().ToException();

        var read = AnswerCodec.Read(AnswerCodec.Write([Delta("a")], error))!;

        Assert.Equal("a", Assert.IsType<ChatDelta>(Assert.Single(read.Updates)).Text);
        Assert.Equal(error.Message, read.Error!.Message);
        Assert.Equal(error.Facts.Attempts, read.Error.Facts.Attempts);
        Assert.All(
            typeof(InferenceException).GetProperties().Where(property => property.DeclaringType == typeof(InferenceException) && property.Name != nameof(InferenceException.Facts)),
            property => Assert.Equal(Shape.Of(property.GetValue(error)), Shape.Of(property.GetValue(read.Error))));
    }

    [Fact]
    public void JsonOfTheProvider_ComesBackByteByByteThoughItIsNotUnicode()
    {
        var raw = Requests.Json("""{ "a" : "\ud800 \u00e9", "n": 1.500E+2 }""");
        var read = AnswerCodec.Read(AnswerCodec.Write([Response() with { Raw = [raw] }]))!;
        Assert.Equal(raw.GetRawText(), ((InferenceResponse)read.Updates[0]).Raw[0].GetRawText());
    }

    [Fact]
    public void HalfACharacter_IsHandedOutAsItWas()
    {
        // A model's tokens can end within a pair; what is written of one is the same before and after.
        var delta = Delta("\ud83d");
        var read = AnswerCodec.Read(AnswerCodec.Write([delta, Response()]))!;
        Assert.Equal(Written(delta), Written(read.Updates[0]));
    }

    [Fact]
    public void AnyNumbers_ComeBackExactly() => Prop.ForAll(
            ArbMap.Default.ArbFor<(double Double, float Float, decimal Decimal)>(),
            numbers =>
            {
                var read = AnswerCodec.Read(AnswerCodec.Write(
                [
                    new EmbeddingResponse { Vectors = [new[] { numbers.Float }], CostUsd = numbers.Decimal },
                ]))!;
                var words = AnswerCodec.Read(AnswerCodec.Write(
                [
                    new TranscriptionResponse { Text = "", DurationSeconds = numbers.Double },
                ]))!;
                var embedding = (EmbeddingResponse)read.Updates[0];
                return embedding.Vectors[0].Span[0].Equals(numbers.Float)
                    && Shape.Of(embedding.CostUsd) == Shape.Of(numbers.Decimal)
                    && ((TranscriptionResponse)words.Updates[0]).DurationSeconds!.Value.Equals(numbers.Double);
            })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void DamagedBytes_AreNoAnswer()
    {
        var bytes = AnswerCodec.Write([Delta("a"), Response()]).ToArray();
        for (var index = 0; index < bytes.Length; index++)
        {
            var damaged = bytes.ToArray();
            damaged[index] ^= 1;
            Assert.Null(AnswerCodec.Read(damaged));
            Assert.Null(AnswerCodec.Read(bytes.AsMemory(0, index)));
        }
    }

    [Theory]
    [InlineData("""{"Updates":[{"$kind":"HologramResponse"}]}""")]
    [InlineData("""{"Updates":[{"$kind":"ChatResponse","Outputs":[],"Mood":"good"}]}""")]
    [InlineData("""{"Updates":[{"$kind":"ChatDelta","Index":0}]}""")]
    [InlineData("""{"Updates":[]}""")]
    [InlineData("""{}""")]
    [InlineData("null")]
    [InlineData("""{"Updates":[],"Error":{"Code":"Haunted","Message":"","Problems":[],"Attempts":[]}}""")]
    public void BytesOfAnotherVersion_AreNoAnswer(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        Assert.Null(AnswerCodec.Read((byte[])[AnswerCodec.Version, .. AnswerCodec.Checksum(body), .. body]));
    }

    [Fact]
    public void BytesThatAreWholeAndKnown_AreAnAnswer()
    {
        // The frame of the tests above is right: it is what stands in it that they refuse.
        var body = """{"Updates":[{"$kind":"ChatResponse","Outputs":[]}]}"""u8;
        Assert.NotNull(AnswerCodec.Read((byte[])[AnswerCodec.Version, .. AnswerCodec.Checksum(body), .. body]));
    }

    [Fact]
    public void AnswerWithoutAnEnd_CannotBeWritten()
    {
        Assert.Throws<ArgumentException>(() => AnswerCodec.Write([Delta("a")]));
        Assert.Throws<ArgumentException>(() => AnswerCodec.Write([Response(), Delta("a")]));
        Assert.Throws<ArgumentException>(() => AnswerCodec.Write([Response()], FakeAnswers.Failure(InferenceErrorCode.StreamCut)));
    }

    [Fact]
    public void AnswerAboveTheMost_IsForgotten()
    {
        var whole = AnswerCodec.Write([Delta("a"), Response()]).Length;
        using var fits = new AnswerWriter(whole);
        using var large = new AnswerWriter(whole - 1);
        foreach (var writer in new[] { fits, large })
        {
            writer.Append(Delta("a"));
            writer.Append(Response());
        }

        Assert.Equal(whole, fits.Finish(null)!.Value.Length);
        Assert.Null(large.Finish(null));
        Assert.True(large.IsTooLarge);
        Assert.False(fits.IsTooLarge);
    }

    [Fact]
    public void MediumAboveTheMost_TakesNoMemory()
    {
        var image = new ImageResponse { Images = [new GeneratedImage { Bytes = new byte[32 * 1024 * 1024] }] };
        using var writer = new AnswerWriter(1024 * 1024);
        writer.Append(Delta("warm"));

        var before = GC.GetAllocatedBytesForCurrentThread();
        writer.Append(image);

        Assert.True(writer.IsTooLarge);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * 1024 * 1024);
    }

    private static ChatDelta Delta(string text) => new() { Text = text };

    private static ChatResponse Response() => new() { Outputs = [] };

    private static string Written(InferenceUpdate update)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            var operation = OperationContracts.Of(update);
            if (update is InferenceResponse response)
            {
                ResponseContract.Write(writer, response, operation);
            }
            else
            {
                operation.WriteDelta(writer, update);
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
