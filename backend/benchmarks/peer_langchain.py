"""The plain script of the tutorials: load, split, embed, index. Prints seconds, MB and chunks.

python benchmarks/peer_langchain.py FOLDER MODEL_FOLDER
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
from bs4 import BeautifulSoup
from langchain_community.document_loaders import PyPDFLoader
from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

# About as long as our chunks of 200 tokens.
CHUNK_CHARS, OVERLAP_CHARS = 1000, 150


def main() -> None:
    """Do it once, everything that is needed included."""
    folder, model = Path(sys.argv[1]), sys.argv[2]
    began = time.perf_counter()
    embeddings = HuggingFaceEmbeddings(model_name=model)
    documents = [part for path in sorted(folder.iterdir()) for part in _load(path)]
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARS, chunk_overlap=OVERLAP_CHARS)
    chunks = splitter.split_documents(documents)
    FAISS.from_documents(chunks, embeddings)
    seconds = time.perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, megabytes, len(chunks))


def _load(path: Path) -> list[Document]:
    loaders: dict[str, Callable[[Path], list[Document]]] = {
        ".pdf": lambda file: PyPDFLoader(str(file)).load(),
        ".docx": lambda file: [_text("\n\n".join(p.text for p in docx.Document(file).paragraphs))],
        ".html": lambda file: [_text(BeautifulSoup(file.read_text(), "lxml").get_text("\n\n"))],
    }
    return loaders.get(path.suffix, lambda file: [_text(file.read_text())])(path)


def _text(content: str) -> Document:
    return Document(page_content=content)


if __name__ == "__main__":
    main()
